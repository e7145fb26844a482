export interface HostAndPort {
  /** Lower case, ASCII (punycode), no trailing dot; an IPv6 literal without brackets. */
  host: string;
  port: string;
  isAddress: boolean;
}

const LABELS = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const MAX_PORT = 65_535;

/** Lower case and punycode, by the same rules in Node and in browsers; "" when it is no host. */
function asciiOf(name: string): string {
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : '';
}

/** Reads a Host header or a typed host: upper case, trailing dot, port, 中文域名 and IPv6. Undefined when it is none. */
export function parseHost(raw: string | undefined): HostAndPort | undefined {
  if (!raw || raw.length > 300) return undefined;
  const text = raw.trim();
  const v6 = /^\[([0-9a-fA-F:.]{2,45})\](?::(\d{1,5}))?$/.exec(text);
  const named = /^([^:/\s@\\?#]+?)\.?(?::(\d{1,5}))?$/.exec(text);
  const port = (v6 ?? named)?.[2] ?? '';
  if (Number(port) > MAX_PORT) return undefined;
  if (v6) return { host: (v6[1] ?? '').toLowerCase(), port, isAddress: true };
  if (!named?.[1]) return undefined;
  const host = asciiOf(named[1]);
  if (!host || !LABELS.test(host)) return undefined;
  return { host, port, isAddress: IPV4.test(host) };
}

/** One label of a host or a path segment: letters, digits and hyphens, at most 63 characters. */
export const LABEL_PATTERN = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
