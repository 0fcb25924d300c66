import type { CaseView } from '@miaopi/contracts';
import { useLang, useSay } from '../texts/lang.tsx';
import { More } from '../ui/kit.tsx';
import { FlowList } from './flow-list.tsx';
import { FlowPicture } from './flow-picture.tsx';
import { FLOW } from './flow-texts.ts';
import { Timeline } from './timeline.tsx';

/** How far a case is: the picture, and the same in words, open where offices gave opinions on the way. */
export function CaseFlow({ view, className }: { view: CaseView; className?: string }) {
  const { lang } = useLang();
  const say = useSay();
  const words = FLOW[lang];
  if (view.flow.nodes.length === 0) return null;
  return (
    <section className={className} aria-labelledby="case-flow-title">
      <h2 id="case-flow-title">{words.title}</h2>
      <FlowPicture flow={view.flow} name={say(view.itemName)} linked />
      <More summary={words.inWords} open={(view.review?.steps.length ?? 0) > 1}>
        <FlowList flow={view.flow} view={view} />
      </More>
    </section>
  );
}

/** The line of time with the picture beside it. */
export function CaseHistory({ view }: { view: CaseView }) {
  const { lang } = useLang();
  return (
    <div className="case-history">
      <CaseFlow view={view} />
      <section aria-labelledby="case-time-title">
        <h2 id="case-time-title">{FLOW[lang].time}</h2>
        <Timeline view={view} />
      </section>
    </div>
  );
}
