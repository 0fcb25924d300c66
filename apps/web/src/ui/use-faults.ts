import { useState } from 'react';
import { focusFirstFault } from './first-fault.ts';

/**
 * What a form still lacks, told when it is sent. Its button stays live: a grey one tells nobody what is missing, and the keyboard passes it by. `faults` has the words for each field
 * that is not right yet. Once told, they follow the typing.
 */
export function useFaults<Key extends string>(
  faults: Readonly<Record<Key, string | false | undefined>>,
): {
  /** The words to stand at a field, once the form was sent. */
  readonly of: (field: Key) => { error?: string };
  /** Whether the form may be sent. If not, its faults are shown and the first one has the focus; `from` is the button or the form. */
  readonly none: (from: Element) => boolean;
} {
  const [told, setTold] = useState(false);
  return {
    of: (field) => (told && faults[field] ? { error: faults[field] } : {}),
    none(from) {
      const right = Object.values(faults).every((one) => !one);
      setTold(!right);
      if (!right) focusFirstFault(from.closest('form, dialog, [data-form]'));
      return right;
    },
  };
}
