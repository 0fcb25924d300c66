import type { FormState } from '@miaopi/forms';
import type { CompiledCore } from '@miaopi/items';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { fieldId, focusField, labelOf } from './field-path.ts';

/** Everything still wrong, at the top; each line jumps to its field. */
export function ErrorList({ core, state }: { core: CompiledCore; state: FormState }) {
  const texts = useTexts();
  const say = useSay();
  return (
    <div id="form-errors" tabIndex={-1} role="alert">
      <Notice tone="danger" title={texts.apply.incomplete}>
        <ul className="bullets">
          {[...state.errors, ...state.missing].map((issue) => {
            const label = labelOf(core, issue.path);
            const [list, row] = issue.path.split('.');
            const repeat = row && core.form.definition.sections.find((one) => one.name === list)?.repeat;
            const where = repeat ? `${texts.apply.row(say(repeat.item), Number(row) + 1)} · ` : '';
            return (
              <li key={issue.path + issue.code}>
                <a
                  href={`#${fieldId(issue.path)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    focusField(issue.path);
                  }}
                >
                  {label ? `${where}${say(label)}${texts.common.colon}` : ''}
                  {say(issue.message)}
                </a>
              </li>
            );
          })}
        </ul>
      </Notice>
    </div>
  );
}
