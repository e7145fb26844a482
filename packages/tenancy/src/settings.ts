/** How this deployment is addressed; the same for every site, so that stored pages never depend on a request. */
export interface Addressing {
  mode: 'hosts' | 'path';
  baseDomain: string;
  /** Host of the console, without port. In `path` mode the console is at /console under every host. */
  consoleHost: string;
  scheme: 'http' | 'https';
  /** Port in canonical addresses; "" when it is the scheme's own. */
  port: string;
  consolePort: string;
}

export function originOf(addressing: Addressing, host: string, port = addressing.port): string {
  const shown = host.includes(':') ? `[${host}]` : host;
  const own = addressing.scheme === 'https' ? '443' : '80';
  return `${addressing.scheme}://${shown}${port && port !== own ? `:${port}` : ''}`;
}
