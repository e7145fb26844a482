import type { IncomingMessage } from 'node:http';
import { type BlockList, isIPv6 } from 'node:net';

export interface Client {
  address: string;
  host: string | undefined;
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

function isTrusted(address: string, proxies: BlockList): boolean {
  return proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Who asks, and for which host. `X-Forwarded-*` counts only when a configured proxy says it. */
export function clientOf(request: IncomingMessage, proxies: BlockList): Client {
  const peer = plain(request.socket.remoteAddress ?? '');
  const host = request.headers.host;
  if (!peer || !isTrusted(peer, proxies)) return { address: peer, host };
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => plain(part.trim()))
    .filter(Boolean);
  // The nearest address that is not itself a trusted proxy: what stands before it may be invented.
  let address = peer;
  for (const hop of forwarded.reverse()) {
    address = hop;
    if (!/^[0-9a-fA-F.:]+$/.test(hop) || !isTrusted(hop, proxies)) break;
  }
  const forwardedHost = request.headers['x-forwarded-host'];
  return { address, host: typeof forwardedHost === 'string' ? forwardedHost : host };
}
