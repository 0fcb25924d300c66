import type { WorkScope } from '@miaopi/contracts';
import { Button, Empty } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

/** An empty list says why and what to do next. */
export function NothingHere(props: {
  scope: WorkScope;
  filtered: boolean;
  pool: number;
  toPool: () => void;
  clear: () => void;
}) {
  const { list } = useWorkTexts();
  if (props.filtered)
    return (
      <Empty icon="search" title={list.emptyFound} text={list.emptyFoundText}>
        <Button onClick={props.clear}>{list.clear}</Button>
      </Empty>
    );
  if (props.scope === 'mine')
    return (
      <Empty icon="inbox" title={list.emptyMine} text={list.emptyMineText(props.pool)}>
        {props.pool > 0 && <Button onClick={props.toPool}>{list.toPool}</Button>}
      </Empty>
    );
  if (props.scope === 'office')
    return <Empty icon="check-circle" title={list.emptyOffice} text={list.emptyOfficeText} />;
  if (props.scope === 'joined') return <Empty icon="inbox" title={list.emptyJoined} text={list.emptyJoinedText} />;
  if (props.scope === 'followed') return <Empty icon="star" title={list.emptyFollowed} text={list.emptyFollowedText} />;
  return <Empty icon="inbox" title={list.emptyDone} text={list.emptyDoneText} />;
}
