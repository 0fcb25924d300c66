import { listHalls, openHall } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSend } from '../../app/use-send.ts';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, ButtonLink } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { HallFacts } from './hall-facts.tsx';
import { useT } from './texts.ts';

/** A new hall of the office: what people read of it. */
export function OpenHallPage() {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [given, setGiven] = useState({ nameZh: '', nameEn: '', address: '', phone: '' });
  const { busy, trouble, onSend } = useSend(
    (requestId) => {
      const { nameZh, nameEn, address, phone } = given;
      return api.call(openHall, {
        body: {
          requestId,
          name: { zh: nameZh.trim(), en: nameEn.trim() },
          address: address.trim(),
          phone: phone.trim(),
        },
      });
    },
    async (hall) => {
      await client.invalidateQueries({ queryKey: [listHalls.name] });
      navigate(`/studio/halls/${hall.id}`);
    },
  );
  return (
    <Page title={t('open')} lead={t('openLead')}>
      <AskingForm className="stack system-form" busy={busy} onSend={onSend}>
        <HallFacts value={given} onChange={(part) => setGiven((now) => ({ ...now, ...part }))} />
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button type="submit" kind="primary" busy={busy}>
            {t('open')}
          </Button>
          <ButtonLink to="/studio/halls">{t('cancel')}</ButtonLink>
        </div>
      </AskingForm>
    </Page>
  );
}
