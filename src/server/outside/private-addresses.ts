/**
 * Which addresses the program doesn't go to on a user's word: those of this machine, of private networks, of clouds'
 * metadata, and all others that IANA's special-purpose registries don't call globally reachable.
 */
import { BlockList, isIP } from "node:net";

const PRIVATE_4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Multicast, reserved, broadcast.
  ["224.0.0.0", 3],
] as const;
/** Besides the global unicast, 2000::/3, nothing of IPv6 is outside; these are inside of it. */
const PRIVATE_6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  // They carry IPv4 addresses, which could be private ones.
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const privates = new BlockList();
for (const [address, prefix] of PRIVATE_4) privates.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of PRIVATE_6) privates.addSubnet(address, prefix, "ipv6");
const globals = new BlockList();
globals.addSubnet("2000::", 3, "ipv6");

/** IPv4 in IPv6's clothes (`::ffff:10.0.0.1`, `::ffff:a00:1`) is IPv4. */
function plain(address: string): { readonly address: string; readonly family: "ipv4" | "ipv6" } {
  if (isIP(address) === 4) return { address, family: "ipv4" };
  const written = URL.parse(`http://[${address.split("%")[0] ?? ""}]`)?.hostname.slice(1, -1) ?? address;
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(written);
  if (!mapped) return { address: written, family: "ipv6" };
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return { address: [high >> 8, high & 255, low >> 8, low & 255].join("."), family: "ipv4" };
}

/** @param address an IP address */
export function isPrivate(address: string): boolean {
  const ip = plain(address);
  if (ip.family === "ipv6" && !globals.check(ip.address, "ipv6")) return true;
  return privates.check(ip.address, ip.family);
}

/** What the operator allowed all the same (OUTSIDE_ALLOW): a test of an address and the name that it was found by. */
export function allowance(allowed: readonly string[]): (host: string, address: string) => boolean {
  const nets = new BlockList();
  const names = new Set<string>();
  for (const each of allowed) {
    const [address = "", prefix] = each.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) === 0) names.add(each);
    else if (prefix === undefined) nets.addAddress(address, family);
    else nets.addSubnet(address, Number(prefix), family);
  }
  return (host, address) => {
    const ip = plain(address);
    return names.has(host.toLowerCase()) || nets.check(ip.address, ip.family);
  };
}
