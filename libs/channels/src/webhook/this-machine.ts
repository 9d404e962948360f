import { BlockList, isIP } from 'node:net';

/** Addresses that lead back to this machine, or to what a cloud tells its machines about themselves. */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8, 'ipv4');
near.addSubnet('0.0.0.0', 8, 'ipv4');
near.addSubnet('169.254.0.0', 16, 'ipv4');
near.addAddress('::', 'ipv6');
near.addAddress('::1', 'ipv6');
near.addAddress('100.100.100.200', 'ipv4');
near.addSubnet('fe80::', 10, 'ipv6');
// IPv4 written as IPv6, and what a cloud tells its machines by IPv6.
near.addSubnet('::', 96, 'ipv6');
near.addSubnet('64:ff9b::', 96, 'ipv6');
near.addSubnet('fd00:ec2::', 32, 'ipv6');

/** Whether an IP address means this machine; what is no IP address means nothing yet. */
export function isThisMachine(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  return family !== 0 && near.check(bare, family === 4 ? 'ipv4' : 'ipv6');
}
