import { noSuchAddress } from './answer.server';

export const loader = noSuchAddress;
