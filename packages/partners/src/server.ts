export { changePartnerLimit } from './commands/change-partner-limit.server';
export { createPartner } from './commands/create-partner.server';
export { revokePartner } from './commands/revoke-partner.server';
export { KeyRing, type KnownPartner } from './key-ring.server';
export * from './queries.server';
