import { actFor } from '@miaopi/contracts';
import { useState } from 'react';
import { api, type MeValue, useMe, useSetMe } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Tag } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';

/** For whom one may act, and the switch. */
export function MyMandates() {
  const texts = useTexts();
  const { lang } = useLang();
  const me = useMe();
  const setMe = useSetMe();
  const [trouble, setTrouble] = useState<unknown>();
  const roles: Record<string, string> = { self: texts.me.self, legal: texts.me.legal, agent: texts.me.agentRole };
  return (
    <div className="stack">
      <p className="quiet">{texts.me.mandatesIntro}</p>
      {trouble !== undefined && <Failure error={trouble} />}
      <ul className="my-list">
        {me?.principals.map((one) => {
          const current = one.id === me.actingFor?.id;
          return (
            <li key={one.id}>
              <div>
                <p className="my-list__name">
                  <Icon name={one.kind === 'firm' ? 'firm' : 'user'} />
                  <strong>{one.name}</strong>
                  <Tag>{roles[String(one.role)]}</Tag>
                </p>
                <p className="quiet tabular">
                  {one.number}
                  {one.mandate && ` · ${texts.me.mandateTo(formatDate(one.mandate.validTo, lang))}`}
                  {one.mandate &&
                    one.mandate.items.length > 0 &&
                    ` · ${texts.me.mandateItems(one.mandate.items.length)}`}
                </p>
              </div>
              {current ? (
                <Tag tone="ok" icon="check">
                  {texts.me.current}
                </Tag>
              ) : (
                <Button
                  onClick={async () => {
                    try {
                      setMe((await api.call(actFor, { body: { principal: one.id } })) as MeValue);
                    } catch (error) {
                      setTrouble(error);
                    }
                  }}
                >
                  {texts.me.switch}
                  <span className="visually-hidden"> {one.name}</span>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
