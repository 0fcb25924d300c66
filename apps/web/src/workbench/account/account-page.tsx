import { useMe } from '../../app/api.ts';
import { NoticeSettings } from '../../notices/notice-settings.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { MyKeys } from '../../portal/me/my-keys.tsx';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Place } from '../app/place.tsx';
import { useWorkTexts } from '../texts.ts';
import '../../portal/me/me.css';

/** Who the official is here, and the 智能密码钥匙 that sign him in (F150). */
export function AccountPage() {
  const texts = useTexts();
  const work = useWorkTexts();
  const notices = useNoticeTexts();
  const say = useSay();
  const me = useMe();
  const staff = me?.staff;
  return (
    <Place title={work.account.title} lead={work.account.lead} width="narrow">
      <div className="stack stack--wide">
        {me && staff && (
          <dl className="facts card">
            <dt>{work.account.name}</dt>
            <dd>{me.name}</dd>
            <dt>{work.account.number}</dt>
            <dd className="tabular">{staff.number}</dd>
            <dt>{work.account.office}</dt>
            <dd>{say(staff.officeName)}</dd>
            <dt>{work.account.roles}</dt>
            <dd>{staff.roles.map((role) => work.roles[role] ?? role).join(texts.common.comma)}</dd>
          </dl>
        )}
        <MyKeys heading="h2" />
        <section className="stack">
          <h2>{notices.tab}</h2>
          <NoticeSettings />
        </section>
      </div>
    </Place>
  );
}
