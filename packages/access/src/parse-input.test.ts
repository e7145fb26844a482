import { DomainError } from '@zhanqun/kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput } from './parse-input';

const schema = z.object({
  name: z.string().trim().min(2, '名称至少 2 个字。'),
  links: z.array(z.object({ label: z.string().max(3, '最长 3 个字。') })),
});

describe('parseInput', () => {
  it('gives the parsed value, trimmed and without unknown keys', () => {
    expect(parseInput(schema, { name: ' 章贡区 ', links: [], other: 1 })).toEqual({ name: '章贡区', links: [] });
  });

  it('throws INVALID with the sentences under the path of each field', () => {
    const caught = (() => {
      try {
        return parseInput(schema, { name: '区', links: [{ label: '甲' }, { label: '甲乙丙丁' }] });
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toBeInstanceOf(DomainError);
    expect(caught).toMatchObject({
      code: 'INVALID',
      fields: { name: ['名称至少 2 个字。'], 'links.1.label': ['最长 3 个字。'] },
    });
  });
});
