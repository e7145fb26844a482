import { Link } from '@remix-run/react';
import { Icon } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';
import type { OpeningStep } from './overview.server';

interface StepText {
  title: string;
  help: string;
  action?: { label: string; href: string };
}

function textOf(key: OpeningStep['key'], code: string): StepText {
  switch (key) {
    case 'administrator':
      return {
        title: '设立站点管理员',
        help: '由管理员登录后建设这个站点。',
        action: { label: '设立管理员', href: consolePath.administrators(code) },
      };
    case 'facts':
      return {
        title: '填写页脚资料',
        help: '主办单位、联系方式和备案信息，访客在每一页的页脚都能看到。',
        action: { label: '填写资料', href: consolePath.facts(code) },
      };
    case 'content':
      return {
        title: '放入第一批内容',
        help: '先写几篇，打开首页时就不会空着。',
        action: { label: '写一篇', href: consolePath.newArticle(code) },
      };
    case 'preview':
      return { title: '预览整个站点', help: '站点还没有上线，只有拿到预览链接的人能看到。' };
    case 'online':
      return {
        title: '上线',
        help: '上线以后，所有人都能访问。',
        action: { label: '去上线', href: consolePath.state(code) },
      };
  }
}

interface OpeningStepsProps {
  code: string;
  steps: readonly OpeningStep[];
  preview: { url: string; minutes: number };
}

/** What to do next with a site that is not open yet. */
export function OpeningSteps({ code, steps, preview }: OpeningStepsProps): ReactElement {
  return (
    <section aria-labelledby="steps" className="zc-card mb-6 border-t-4 border-t-main-700 p-4 sm:p-5">
      <h2 id="steps" className="text-lg font-semibold">
        开办这个站点，还要做几步
      </h2>
      <ol className="mt-3 flex flex-col gap-4">
        {steps.map((step, index) => {
          const { title, help, action } = textOf(step.key, code);
          return (
            <li key={step.key} className="flex gap-3">
              <span
                aria-hidden="true"
                className={`grid size-7 shrink-0 place-items-center rounded-full text-sm font-semibold ${
                  step.isDone ? 'bg-good-700 text-white' : 'bg-main-100 text-main-800'
                }`}
              >
                {step.isDone ? <Icon name="check" className="size-4" /> : index + 1}
              </span>
              <div className="min-w-0 flex-1">
                <p className="font-semibold">
                  {title}
                  {step.isDone && <span className="ml-2 text-sm font-normal text-good-700">已完成</span>}
                </p>
                <p className="text-ink-soft">{help}</p>
                {step.note && <p className="text-act-700">{step.note}</p>}
                {step.key === 'preview' && (
                  <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
                    <a href={preview.url} target="_blank" rel="noreferrer" className="zc-button zc-button-small">
                      预览网站<span className="sr-only">（新窗口）</span>
                    </a>
                    <span className="text-sm text-ink-soft">
                      链接 {preview.minutes} 分钟内有效，可以发给别人看；刷新本页得到新的链接。
                    </span>
                  </p>
                )}
                {action && step.mayDo && !step.isDone && (
                  <Link to={action.href} className="zc-button zc-button-small mt-1.5">
                    {action.label}
                  </Link>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
