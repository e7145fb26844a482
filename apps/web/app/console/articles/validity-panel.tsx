import { Form } from '@remix-run/react';
import { VALIDITY_END_LABELS } from '@zhanqun/articles/schema';
import type { ArticleForDesk } from '@zhanqun/articles/server';
import { formatDate } from '@zhanqun/kit';
import { Badge, Field, type FormErrors } from '@zhanqun/ui/console';
import { consolePath } from '../paths';

/** The day as it was typed: the last valid one, or the first of the abolition. */
function dayOf({ validUntil, validityEnd }: Pick<ArticleForDesk, 'validUntil' | 'validityEnd'>): string {
  if (!validUntil) return '';
  return formatDate(validityEnd === 'EXPIRED' ? new Date(validUntil.getTime() - 1) : validUntil);
}

interface ValidityPanelProps {
  siteCode: string;
  article: Pick<ArticleForDesk, 'id' | 'validUntil' | 'validityEnd' | 'endedAs'>;
  mayPublish: boolean;
  typed?: Record<string, string>;
  errors?: FormErrors;
}

/** Until when an item is valid. What is valid no more stays public and says so. */
export function ValidityPanel({ siteCode, article, mayPublish, typed, errors }: ValidityPanelProps) {
  const { validUntil, validityEnd, endedAs } = article;
  const day = dayOf(article);
  if (!mayPublish && !validUntil) return null;
  return (
    <details className="zc-card p-4" open={validUntil !== null || errors?.day !== undefined}>
      <summary className="font-semibold">
        有效期 {endedAs && <Badge tone="alarm">{VALIDITY_END_LABELS[endedAs]}</Badge>}
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <p className="text-ink-soft">
          {validUntil
            ? `${validityEnd === 'EXPIRED' ? `有效期至 ${day}` : `自 ${day} 废止`}，${
                endedAs ? '公开的页面和列表已有标注。' : '到时页面和列表自动标注，不下架。'
              }`
            : '没有设置，长期有效。'}
        </p>
        {mayPublish && (
          <Form
            method="post"
            action={consolePath.article(siteCode, article.id)}
            noValidate
            className="flex flex-col gap-4"
            key={day}
          >
            <Field
              kind="radio"
              name="validityEnd"
              label="到期后标注"
              choices={[
                { value: 'EXPIRED', label: '已失效', help: '日期填有效的最后一天。' },
                { value: 'ABOLISHED', label: '已废止', help: '日期填废止的第一天。' },
              ]}
              defaultValue={typed?.validityEnd ?? validityEnd ?? 'EXPIRED'}
              errors={errors?.['validity.end']}
            />
            <Field kind="date" name="day" label="日期" defaultValue={typed?.day ?? day} errors={errors?.day} />
            <div className="flex flex-wrap gap-2">
              <button type="submit" name="intent" value="article:publish#validity" className="zc-button">
                保存有效期
              </button>
              {validUntil && (
                <button type="submit" name="intent" value="article:publish#lasting" className="zc-button">
                  改为长期有效
                </button>
              )}
            </div>
          </Form>
        )}
      </div>
    </details>
  );
}
