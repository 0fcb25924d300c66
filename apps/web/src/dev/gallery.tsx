import { ApiProblem } from '@miaopi/client';
import { Link } from 'react-router';
import { Page } from '../app/page.tsx';
import { CaseStateTag } from '../portal/cases/state-tag.tsx';
import { StepLine } from '../portal/cases/step-line.tsx';
import { ItemRow } from '../portal/search/item-row.tsx';
import { VerdictView } from '../portal/verify/verdict-view.tsx';
import { Button, Empty, Field, Notice, Tag } from '../ui/kit.tsx';
import { Failure, Skeleton } from '../ui/states.tsx';
import { CARDS } from './items.ts';
import { steps, verification } from './state.ts';

const problem = (status: number, code: string, title: string) =>
  new ApiProblem({ type: 'about:blank', title, status, code, requestId: 'req-7f3a12' });

const LONG = '云州市云溪区名字特别特别特别特别特别特别特别长的社会保险事业管理与公共服务综合保障中心（东城分中心）';

/** Every state a page can be in, on one page; only in development. */
export function GalleryPage() {
  const start = Date.now() - 86_400_000;
  return (
    <Page title="Gallery" className="stack stack--wide">
      <p>
        {['granted1', 'review1', 'waiting1', 'refused1', 'other'].map((id) => (
          <Link key={id} to={`/cases/${id}`}>
            {id}{' '}
          </Link>
        ))}
        <Link to="/v/good">valid</Link> <Link to="/v/bad">invalid</Link> <Link to="/nowhere">404</Link>
      </p>
      <section className="stack">
        <h2>Loading</h2>
        <Skeleton />
        <Skeleton shape="list" />
        <Skeleton shape="lines" />
      </section>
      <section className="stack">
        <h2>Failures</h2>
        <Failure error={new TypeError('offline')} retry={() => undefined} />
        <Failure error={problem(404, 'cases.case_missing', '没有这个办件')} />
        <Failure error={problem(403, 'identity.no_mandate', '您没有得到这家企业的授权')} />
        <Failure error={problem(401, 'kernel.sign_in_needed', '请先登录')} />
        <Failure error={problem(429, 'identity.too_many', '请求太频繁')} />
        <Failure error={problem(500, 'kernel.bug', '系统出了问题')} retry={() => undefined} />
      </section>
      <section className="stack">
        <h2>Empty and notices</h2>
        <Empty icon="inbox" title="还没有办件" text="从一件事开始。" />
        {(['info', 'ok', 'waiting', 'danger', 'unknown'] as const).map((tone) => (
          <Notice key={tone} tone={tone} title={LONG}>
            <p>{LONG.repeat(4)}</p>
          </Notice>
        ))}
      </section>
      <section className="stack">
        <h2>Controls</h2>
        <div className="button-row">
          {(['primary', 'plain', 'text', 'danger'] as const).map((kind) => (
            <Button key={kind} kind={kind}>
              {kind}
            </Button>
          ))}
          <Button disabled>disabled</Button>
        </div>
        <Field label="带错误的字段" hint="提示" error="请输入存在的日期">
          {(control) => <input {...control} className="input" defaultValue="2026-02-30" />}
        </Field>
        <div className="tag-row">
          {(['plain', 'primary', 'ok', 'waiting', 'danger'] as const).map((tone) => (
            <Tag key={tone} tone={tone}>
              {tone}
            </Tag>
          ))}
          {(['submitted', 'accepted', 'waiting', 'review', 'closed'] as const).map((state) => (
            <CaseStateTag key={state} of={{ state: state as never, stateName: { zh: state, en: state } }} />
          ))}
        </div>
      </section>
      <section className="stack">
        <h2>Full: long names, many rows</h2>
        <ul className="item-list">
          {Array.from({ length: 40 }, (_, index) => ({
            ...CARDS[index % CARDS.length]!,
            slug: `row-${index}`,
            office: { zh: LONG, en: LONG },
          })).map((card) => (
            <ItemRow key={card.slug} item={card} summary />
          ))}
        </ul>
      </section>
      <section className="stack">
        <h2>Steps</h2>
        <StepLine steps={steps(Date.now() - 600, Date.now())} />
        <StepLine steps={steps(start, Date.now(), 'waiting')} />
        <StepLine steps={steps(start, Date.now(), 'review')} />
      </section>
      <VerdictView result={verification(true) as never} />
    </Page>
  );
}
