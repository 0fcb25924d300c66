import { type CaseView, followCase, getWork, listWork, unfollowCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { api, queryKey } from '../../app/api.ts';
import { Icon } from '../../ui/icon.tsx';
import { usePress } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

/** Keeps the case on the official's own list of followed ones. */
export function FollowButton({ view }: { view: CaseView }) {
  const { file } = useWorkTexts();
  const client = useQueryClient();
  const on = view.followed === true;
  async function turn(): Promise<void> {
    const params = { caseId: view.id };
    try {
      await api.call(on ? unfollowCase : followCase, { params });
      client.setQueryData(queryKey(getWork, { params }), { ...view, followed: !on });
      void client.invalidateQueries({ queryKey: [listWork.name] });
    } catch {
      // the button stays as it was, and what the file says now is read again
      void client.invalidateQueries({ queryKey: queryKey(getWork, { params }) });
    }
  }
  const { began, pressing } = usePress(turn);
  return (
    <button type="button" className="follow no-print" aria-pressed={on} {...pressing}>
      {began ? <span className="turning" /> : <Icon name="star" />}
      {on ? file.followed : file.follow}
    </button>
  );
}
