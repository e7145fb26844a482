import { BLOCK_TYPE_LABELS, type Block, MAX_BLOCKS } from '@zhanqun/pages/schema';
import { FieldErrors, Icon, RESTORED_EVENT } from '@zhanqun/ui/console';
import { type ReactElement, useEffect, useId, useRef, useState } from 'react';

export interface BlockPreset {
  code: string;
  name: string;
  block: Block;
}

interface HomeOrderProps {
  blocks: readonly Block[];
  presets: readonly BlockPreset[];
  errors?: readonly string[];
}

function nameOf(block: Block): string {
  const title = 'title' in block.settings ? block.settings.title : '';
  return title ? `${title}（${BLOCK_TYPE_LABELS[block.type]}）` : BLOCK_TYPE_LABELS[block.type];
}

/** Ids are names within one page: a preset that is put in twice gets another one. */
function withFreeId(block: Block, taken: readonly Block[]): Block {
  const ids = new Set(taken.map(({ id }) => id));
  let id = block.id;
  for (let number = 2; ids.has(id); number++) id = `${block.id}-${number}`;
  return { ...block, id };
}

/** The blocks of a home page from top to bottom: moved, taken out, put in from the library. */
export function HomeOrder({ blocks, presets, errors }: HomeOrderProps): ReactElement {
  const [list, setList] = useState<readonly Block[]>(blocks);
  const [preset, setPreset] = useState('');
  const hidden = useRef<HTMLInputElement>(null);
  const id = useId();
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else hidden.current?.dispatchEvent(new Event('input', { bubbles: true }));
  }, [list]);
  useEffect(() => {
    const input = hidden.current;
    const follow = () => setList(JSON.parse(input?.value ?? '[]') as Block[]);
    input?.addEventListener(RESTORED_EVENT, follow);
    return () => input?.removeEventListener(RESTORED_EVENT, follow);
  }, []);
  const move = (from: number, to: number) => {
    const next = [...list];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(to, 0, taken);
    setList(next);
  };
  const chosen = presets.find(({ code }) => code === preset);
  return (
    <fieldset id="field-home" tabIndex={-1}>
      <legend className="font-semibold">首页区块</legend>
      <p className="text-sm text-ink-soft">从上到下排列。区块里的标题和条数，开办以后在各站点的“首页编排”里调整。</p>
      <input ref={hidden} type="hidden" name="home" value={JSON.stringify(list)} data-keep-typed="" readOnly />
      <ol className="zc-card mt-1.5 divide-y divide-line">
        {list.map((block, index) => (
          <li key={block.id} className="flex flex-wrap items-center gap-2 px-3 py-1.5">
            <span className="w-6 text-right text-ink-faint tabular-nums">{index + 1}</span>
            <span className="min-w-32 flex-1">{nameOf(block)}</span>
            <span className="ml-auto flex">
              <button
                type="button"
                className="zc-button zc-button-quiet zc-button-small"
                aria-disabled={index === 0}
                onClick={() => index > 0 && move(index, index - 1)}
              >
                上移<span className="sr-only">{nameOf(block)}</span>
              </button>
              <button
                type="button"
                className="zc-button zc-button-quiet zc-button-small"
                aria-disabled={index === list.length - 1}
                onClick={() => index < list.length - 1 && move(index, index + 1)}
              >
                下移<span className="sr-only">{nameOf(block)}</span>
              </button>
              <button
                type="button"
                className="zc-button zc-button-quiet zc-button-small"
                onClick={() => setList(list.filter((other) => other !== block))}
              >
                移除<span className="sr-only">{nameOf(block)}</span>
              </button>
            </span>
          </li>
        ))}
        {list.length === 0 && <li className="px-3 py-3 text-ink-soft">还没有区块，请从下面加入。</li>}
      </ol>
      <FieldErrors id="field-home-errors" errors={errors} />
      {presets.length > 0 && (
        <div className="mt-2 flex flex-wrap items-end gap-2">
          <div className="min-w-48 flex-1">
            <label htmlFor={id} className="text-sm text-ink-soft">
              现成区块
            </label>
            <select id={id} value={preset} onChange={(event) => setPreset(event.target.value)} className="zc-input">
              <option value="">请选择</option>
              {presets.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
            </select>
          </div>
          <button
            type="button"
            className="zc-button"
            aria-disabled={!chosen || list.length >= MAX_BLOCKS}
            onClick={() => chosen && list.length < MAX_BLOCKS && setList([...list, withFreeId(chosen.block, list)])}
          >
            <Icon name="plus" className="size-4" />
            加入
          </button>
        </div>
      )}
    </fieldset>
  );
}
