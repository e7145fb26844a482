import { Icon } from '../icons';

/** Says that this is not the public page; stands above everything and is not printed away. */
export function PreviewBanner({ expiresAt, revision }: { expiresAt: string; revision?: string }) {
  return (
    <p className="notice-line notice-preview" role="status">
      <Icon name="eye" size={20} />
      <span>
        预览{revision ? `（${revision}）` : ''}，尚未公开。此链接 {expiresAt} 前有效，请勿转发。
      </span>
    </p>
  );
}

/** The visible mark of content made for demonstration. */
export function DemonstrationBanner() {
  return (
    <p className="notice-line">
      <Icon name="info" size={20} />
      <span>演示数据，不是真实政务信息</span>
    </p>
  );
}
