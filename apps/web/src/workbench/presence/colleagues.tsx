import { useContext } from 'react';
import { formatTime } from '../../texts/format.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { usePresenceTexts } from './presence-texts.ts';
import { ChangesContext } from './use-changes-by-others.ts';

/** Who has the same case open; read out when somebody comes or goes. */
export function Colleagues() {
  const changes = useContext(ChangesContext);
  const t = usePresenceTexts();
  const texts = useTexts();
  const say = useSay();
  const others = changes?.others ?? [];
  return (
    <p role="status" className="colleagues">
      {others.length > 0 && (
        <>
          <Icon name="eye" />
          <span>
            {t.also}
            {texts.common.colon}
            {others.map(({ name, office }) => t.who(name, say(office))).join(texts.common.comma)}
          </span>
        </>
      )}
    </p>
  );
}

/** What a colleague did meanwhile; stands above what is being written too. */
export function ChangedMeanwhile() {
  const changes = useContext(ChangesContext);
  const t = usePresenceTexts();
  const say = useSay();
  const { last } = changes ?? {};
  if (!last || !changes) return null;
  return (
    <Notice tone="waiting" live="polite" title={t.changed(last.by, say(last.name), formatTime(last.at))}>
      <p>{t.changedText}</p>
      <Button kind="text" onClick={changes.seen}>
        {t.seen}
      </Button>
    </Notice>
  );
}
