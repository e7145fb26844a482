import { Link } from '@remix-run/react';
import { newId } from '@zhanqun/kit';
import { type Block, MAX_BLOCKS } from '@zhanqun/pages/schema';
import {
  Callout,
  type Choice,
  draftKey,
  EmptyState,
  FieldErrors,
  FormPage,
  Icon,
  RESTORED_EVENT,
  SideBySide,
} from '@zhanqun/ui/console';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { summaryOf } from '../answer';
import { KeptField } from '../articles/kept-field';
import { useBasedOn } from '../articles/own-save';
import type { Refusal } from '../guard.server';
import { BlockList } from './block-list';
import { describeBlocks } from './describe-block';

export interface Preset {
  code: string;
  name: string;
  description: string;
  block: Block;
}

export function homePageDraftKey(accountId: string, siteCode: string, columnId = ''): string {
  return draftKey(accountId, `home-page-${siteCode}${columnId}`);
}

export interface HomePageFormProps {
  /** What is composed: 首页 or 专题首页. */
  what: string;
  data: {
    page: { version: number; blocks: Block[] };
    presets: readonly Preset[];
    columns: readonly Choice[];
  };
  draft: string;
  /** The page's own address. */
  here: string;
  back?: { label: string; href: string };
  saved: string;
  refusal?: Refusal;
  /** Somebody else's list that came first. */
  theirs?: { version: number; blocks: Block[] };
  viewLink: ReactNode;
}

function readBlocks(raw: string | undefined): Block[] | undefined {
  try {
    const blocks: unknown = JSON.parse(raw ?? '');
    return Array.isArray(blocks) ? (blocks as Block[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The home page as a list of blocks. One hidden field holds the list, so that it is sent, kept and put back whole. */
export function HomePageForm({ what, data, draft, here, back, saved, refusal, theirs, viewLink }: HomePageFormProps) {
  const { page, presets, columns } = data;
  const [first] = useState(() => readBlocks(refusal?.typed.blocks) ?? page.blocks);
  const [blocks, setBlocks] = useState<Block[]>(first);
  const [said, setSaid] = useState('');
  const hidden = useRef<HTMLInputElement>(null);
  const basedOn = useBasedOn(page.version, saved);
  const { errors = {}, message } = summaryOf(theirs ? undefined : refusal);

  useEffect(() => {
    const input = hidden.current;
    if (!input) return;
    const follow = () => setBlocks(readBlocks(input.value) ?? []);
    input.addEventListener(RESTORED_EVENT, follow);
    return () => input.removeEventListener(RESTORED_EVENT, follow);
  }, []);

  function change(next: Block[], text: string) {
    setBlocks(next);
    setSaid(text);
    if (!hidden.current) return;
    hidden.current.value = JSON.stringify(next);
    hidden.current.dispatchEvent(new Event('input', { bubbles: true }));
  }

  return (
    <FormPage
      title={`${what}编排`}
      lead={`${what}由区块从上到下排成。用箭头移动，也可以在区块上按 Alt 加上下方向键。`}
      {...(back ? { back } : {})}
      actions={viewLink}
      errors={errors}
      message={message}
      buttons={{ submit: `保存${what}`, pending: '正在保存…', intent: 'page:edit' }}
      storageKey={draft}
      base={String(basedOn)}
      saved={saved}
      aside={
        <Presets
          presets={presets}
          isFull={blocks.length >= MAX_BLOCKS}
          onAdd={({ block, name }) => change([...blocks, { ...block, id: newId() }], `“${name}”已加在最后`)}
        />
      }
    >
      <input type="hidden" name="version" value={basedOn} />
      <KeptField ref={hidden} name="blocks" first={JSON.stringify(first)} />
      {theirs && (
        <Conflict
          message={refusal?.error.message ?? ''}
          mine={describeBlocks(blocks, columns)}
          theirs={describeBlocks(theirs.blocks, columns)}
          version={theirs.version}
          what={what}
          here={here}
        />
      )}
      {blocks.length > 0 ? (
        <BlockList blocks={blocks} columns={columns} errors={errors} onChange={change} />
      ) : (
        <EmptyState icon="layout" title={`${what}现在是空的`}>
          <p>从“添加区块”里选一个开始，比如“头条与五条要闻”。</p>
        </EmptyState>
      )}
      <FieldErrors id="field-blocks-errors" errors={errors.blocks} />
      <p role="status" className="sr-only">
        {said}
      </p>
    </FormPage>
  );
}

function Conflict({
  message,
  mine,
  theirs,
  version,
  what,
  here,
}: {
  message: string;
  mine: string;
  theirs: string;
  version: number;
  what: string;
  here: string;
}) {
  return (
    <div role="alert" className="flex flex-col gap-3">
      <Callout tone="warn" title={`没有保存：${what}刚被别人改过`}>
        {message}
      </Callout>
      <input type="hidden" name="newestVersion" value={version} />
      <SideBySide
        left={{
          title: '您编排的',
          note: '还在下面的表单里',
          text: mine,
          actions: (
            <button type="submit" name="intent" value="page:edit#overwrite" className="zc-button zc-button-main">
              以我的为准再保存
            </button>
          ),
        }}
        right={{
          title: '对方保存的',
          text: theirs,
          actions: (
            <Link to={here} state={{ taken: version }} className="zc-button">
              采用对方的
            </Link>
          ),
        }}
      />
    </div>
  );
}

interface PresetsProps {
  presets: readonly Preset[];
  isFull: boolean;
  onAdd: (preset: Preset) => void;
}

function Presets({ presets, isFull, onAdd }: PresetsProps) {
  return (
    <section aria-labelledby="presets-title">
      <h2 id="presets-title" className="text-lg font-semibold">
        添加区块
      </h2>
      <p className="text-sm text-ink-soft">
        {isFull ? `最多 ${MAX_BLOCKS} 个区块，先移除一个再添加。` : '加在最后，再移到想要的位置。保存后公众才看到。'}
      </p>
      <ul className="zc-card mt-2 divide-y divide-line">
        {presets.map((preset) => (
          <li key={preset.code} className="flex items-center gap-3 px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{preset.name}</p>
              <p className="text-sm text-ink-soft">{preset.description}</p>
            </div>
            <button
              type="button"
              aria-label={`添加 ${preset.name}`}
              aria-disabled={isFull}
              className="zc-button zc-button-small"
              onClick={() => isFull || onAdd(preset)}
            >
              <Icon name="plus" className="size-4" />
              添加
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
