import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with the parameters OWASP names as the floor: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

export function isPassword(password: string, hashed: string): Promise<boolean> {
  return verify(hashed, password.normalize('NFKC'));
}

/** What an unknown account is verified against, so that it takes as long as a known one. */
let stranger: Promise<string> | undefined;
export function strangersHash(): Promise<string> {
  stranger ??= hashPassword(oneTimePassword());
  return stranger;
}

const GROUPS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'];

/** Twelve characters of three kinds without those that look alike. */
export function oneTimePassword(): string {
  const all = GROUPS.join('');
  const picked = [...GROUPS, all, all, all, all, all, all, all, all, all].map((group) =>
    group.charAt(randomInt(group.length)),
  );
  for (let i = picked.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [picked[i], picked[j]] = [picked[j] ?? '', picked[i] ?? ''];
  }
  return picked.join('');
}
