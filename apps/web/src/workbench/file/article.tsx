import type { ConditionView } from '@miaopi/contracts';
import { Icon } from '../../ui/icon.tsx';

/** Short for a column: the name of the law without what stands in brackets behind it. */
export function shortLaw(law: string): string {
  return law.replace(/（[^（）]*）$/, '').replace(/^《|》$/g, '');
}

/** Law and article; the words of the article open on demand. */
export function Article({ basis }: { basis: ConditionView['basis'] }) {
  return (
    <details className="article">
      <summary>
        <Icon name="next" className="icon--turn" />
        <span className="article__name" lang="zh-CN">
          {basis.article}
          <span className="article__law" title={basis.law}>
            《{shortLaw(basis.law)}》
          </span>
        </span>
      </summary>
      <blockquote lang="zh-CN">
        {basis.content}
        <footer>
          {basis.law}
          {basis.issuedBy && ` · ${basis.issuedBy}`}
        </footer>
      </blockquote>
    </details>
  );
}
