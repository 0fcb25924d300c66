import { checkStandard, checkStandardFile, listStandardTables, type ReplyOf } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { Failure, Loaded, Skeleton } from '../../ui/states.tsx';
import { FileButton } from '../batches/file-button.tsx';
import { FaultList } from './fault-list.tsx';
import { useT } from './texts.ts';
import { anyCase, asked, type Which, WhichFields } from './which-fields.tsx';

type Checked = ReplyOf<typeof checkStandard>;

/** The checker over the platform's own cases, or over a file somebody was given. */
export function CheckPage() {
  const t = useT();
  const say = useSay();
  const choices = useRead(listStandardTables);
  const [which, setWhich] = useState<Which>(anyCase);
  const [table, setTable] = useState('申请信息');
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<Checked>();
  const [error, setError] = useState<unknown>();

  async function run(check: () => Promise<Checked>) {
    setBusy(true);
    setError(undefined);
    setChecked(undefined);
    try {
      setChecked(await check());
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Page title={t('check')} lead={t('checkLead')}>
      <Loaded query={choices}>
        {(all) => (
          <div className="stack">
            <section className="card stack" aria-labelledby="check-cases">
              <h2 id="check-cases">{t('checkCases')}</h2>
              <div className="studio-filters">
                <WhichFields choices={all} which={which} onChange={setWhich} />
              </div>
              <div className="button-row">
                <Button
                  kind="primary"
                  icon="check"
                  busy={busy}
                  onClick={() => run(() => api.call(checkStandard, { query: asked(which) }))}
                >
                  {t('checkNow')}
                </Button>
              </div>
            </section>
            <section className="card stack" aria-labelledby="check-file">
              <h2 id="check-file">{t('checkFile')}</h2>
              <p className="quiet">{t('checkFileText')}</p>
              <div className="studio-filters">
                <Field label={t('table')}>
                  {(c) => (
                    <select {...c} className="input" value={table} onChange={(e) => setTable(e.target.value)}>
                      {all.tables.map((one) => (
                        <option key={one.name} value={one.name}>
                          {say(one.title)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              </div>
              <div className="button-row">
                <FileButton
                  accept=".csv,text/csv"
                  busy={busy}
                  label={t('chooseFile')}
                  onFile={(file) => void run(() => api.call(checkStandardFile, { params: { table }, file }))}
                />
              </div>
            </section>
            {busy && <Skeleton shape="lines" />}
            {error !== undefined && <Failure error={error} />}
            {checked && <FaultList checked={checked} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
