import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { addCaption } from './captions';

interface Tool {
  label: string;
  /** What the button does, where its label alone is short. */
  title: string;
  isOn?: boolean;
  isOff?: boolean;
  run: () => void;
}

export interface EditorToolbarProps {
  editor: Editor;
  /** Opens the dialog of this kind. */
  onOpen: (dialog: 'picture' | 'gallery' | 'footnote' | 'link') => void;
}

/** Words rather than signs. One stop for Tab, arrows inside, as the toolbar pattern asks. */
export function EditorToolbar({ editor, onOpen }: EditorToolbarProps) {
  const [current, setCurrent] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const state = useEditorState({
    editor,
    selector: ({ editor: one }) => ({
      h2: one.isActive('heading', { level: 2 }),
      h3: one.isActive('heading', { level: 3 }),
      bold: one.isActive('bold'),
      bullets: one.isActive('bulletList'),
      numbers: one.isActive('orderedList'),
      quote: one.isActive('blockquote'),
      link: one.isActive('link'),
      image: one.isActive('image'),
      caption: one.isActive('figcaption'),
      raised: one.isActive('superscript'),
      lowered: one.isActive('subscript'),
      table: one.isActive('table'),
      canUndo: one.can().undo(),
      canRedo: one.can().redo(),
    }),
  });
  const act = () => editor.chain().focus();
  const groups: { name: string; tools: Tool[] }[] = [
    {
      name: '文字',
      tools: [
        { label: '标题2', title: '二级标题', isOn: state.h2, run: () => act().toggleHeading({ level: 2 }).run() },
        { label: '标题3', title: '三级标题', isOn: state.h3, run: () => act().toggleHeading({ level: 3 }).run() },
        { label: '加粗', title: '加粗，Ctrl+B', isOn: state.bold, run: () => act().toggleBold().run() },
        { label: '上标', title: '上标，Ctrl+.', isOn: state.raised, run: () => act().toggleMark('superscript').run() },
        { label: '下标', title: '下标，Ctrl+,', isOn: state.lowered, run: () => act().toggleMark('subscript').run() },
        { label: '列表', title: '圆点列表', isOn: state.bullets, run: () => act().toggleBulletList().run() },
        { label: '编号', title: '编号列表', isOn: state.numbers, run: () => act().toggleOrderedList().run() },
        { label: '引用', title: '引用一段话', isOn: state.quote, run: () => act().toggleBlockquote().run() },
      ],
    },
    {
      name: '插入',
      tools: [
        { label: '链接', title: '加上或修改链接', isOn: state.link, run: () => onOpen('link') },
        {
          label: state.image ? '图片说明' : '图片',
          title: state.image ? '修改这张图片的替代文字' : '插入图片',
          isOn: state.image,
          run: () => onOpen('picture'),
        },
        {
          label: '图注',
          title: '给选中的图片加图注，显示在图片下面',
          isOn: state.caption,
          isOff: !state.image,
          run: () => addCaption(editor),
        },
        { label: '图集', title: '插入几张图片，左右翻看', isOff: state.caption, run: () => onOpen('gallery') },
        { label: '脚注', title: '在光标处加脚注号，脚注放在文末', run: () => onOpen('footnote') },
        {
          label: '表格',
          title: '插入三行三列的表格',
          isOff: state.table,
          run: () => act().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
        },
      ],
    },
    {
      name: '改动',
      tools: [
        { label: '撤销', title: '撤销，Ctrl+Z', isOff: !state.canUndo, run: () => act().undo().run() },
        { label: '重做', title: '重做，Ctrl+Y', isOff: !state.canRedo, run: () => act().redo().run() },
        { label: '清除格式', title: '变回普通文字', run: () => act().unsetAllMarks().clearNodes().run() },
      ],
    },
  ];
  if (state.table) {
    groups.push({
      name: '表格',
      tools: [
        { label: '加一行', title: '在下方加一行', run: () => act().addRowAfter().run() },
        { label: '加一列', title: '在右侧加一列', run: () => act().addColumnAfter().run() },
        { label: '删这行', title: '删除光标所在的行', run: () => act().deleteRow().run() },
        { label: '删这列', title: '删除光标所在的列', run: () => act().deleteColumn().run() },
        { label: '首行表头', title: '首行作为表头，或变回普通行', run: () => act().toggleHeaderRow().run() },
        { label: '删表格', title: '删除整个表格', run: () => act().deleteTable().run() },
      ],
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const last = buttons.length - 1;
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    buttons[next]?.focus();
  }

  let index = -1;
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label="正文格式"
      aria-controls="field-body"
      className="zc-editor-bar"
      onKeyDown={onKeyDown}
    >
      {groups.map(({ name, tools }) => (
        <fieldset key={name} className="contents">
          <legend className="sr-only">{name}</legend>
          <div className="zc-editor-group">
            {tools.map((tool) => {
              index += 1;
              const own = index;
              return (
                <button
                  key={tool.label}
                  type="button"
                  title={tool.title}
                  tabIndex={own === current ? 0 : -1}
                  aria-pressed={tool.isOn}
                  aria-disabled={tool.isOff}
                  className="zc-editor-tool"
                  onFocus={() => setCurrent(own)}
                  onClick={() => tool.isOff || tool.run()}
                >
                  {tool.label}
                </button>
              );
            })}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
