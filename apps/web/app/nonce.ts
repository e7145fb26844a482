import { createContext } from 'react';

/** Nonce of the console's inline scripts; stored public pages carry none. */
export const NonceContext = createContext<string | undefined>(undefined);
