import type { Provenance } from '@miaopi/forms';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Tag } from '../../ui/kit.tsx';

const ICON: Record<string, IconName> = {
  account: 'user',
  evidence: 'shield',
  licence: 'book',
  earlier: 'clock',
  computed: 'refresh',
  self: 'pencil',
};

/** `公安人口库 · 刚刚`: where a value came from. */
export function ProvenanceTag({ provenance }: { provenance: Provenance }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  if (provenance.source === 'self') return null;
  const minutes = Math.floor((Date.now() - Date.parse(provenance.at)) / 60_000);
  const at = !(minutes >= 1)
    ? texts.common.just
    : minutes < 60
      ? texts.common.minutesAgo(minutes)
      : minutes < 1440
        ? texts.common.hoursAgo(Math.floor(minutes / 60))
        : formatDate(provenance.at, lang);
  const name = say(provenance.from) || texts.apply.sources[provenance.source] || '';
  return (
    <Tag
      tone={provenance.source === 'evidence' || provenance.source === 'licence' ? 'primary' : 'plain'}
      icon={provenance.locked ? 'lock' : ICON[provenance.source]}
    >
      {provenance.source === 'computed' ? texts.apply.computed : texts.apply.source(name, at)}
    </Tag>
  );
}
