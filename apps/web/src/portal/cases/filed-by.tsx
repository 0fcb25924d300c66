import type { CaseView } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';

/** F009: which department filed it for him, and on what ground (个人信息保护法 第十七条). */
export function FiledBy({ by }: { by: NonNullable<CaseView['filedBy']> }) {
  const { cases } = useTexts();
  const say = useSay();
  return (
    <>
      <dt>{cases.filedBy}</dt>
      <dd>
        {say(by.department)}
        <br />
        <span className="quiet">{cases.filedByOfficial(by.official.name, by.number)}</span>
      </dd>
      <dt>{cases.filedGround}</dt>
      <dd>
        {say(by.ground)}
        <br />
        <span className="quiet">{cases.filedHint}</span>
      </dd>
    </>
  );
}
