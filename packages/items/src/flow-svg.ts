import type { ItemElements, ItemProcess } from './model.ts';

/** Colours of the design: ink blue, ink, secondary, hairline, grounds, waiting. */
const ink = {
  primary: '#0B57A4',
  tint: '#EAF2FB',
  title: '#111A24',
  text: '#2A3440',
  second: '#5B6472',
  line: '#C9D3DF',
  ground: '#F5F7FA',
  paper: '#FFFFFF',
  wait: '#B26A00',
  waitTint: '#FFF6E8',
};
const family = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif';

const stepNames: Readonly<Record<string, string>> = {
  受理: 'Accept',
  审核: 'Check',
  审批: 'Decide',
  办结: 'Make and seal',
  送达: 'Deliver',
};

/**
 * The flow picture of an item, drawn from its process: the machine's lane above, the official's below, with the way a case takes when
 * the machine may not decide. A standalone SVG without scripts, styles or outside fonts; `lang` chooses the wording.
 */
export function flowSvg(
  item: { readonly item: Pick<ItemElements, 'name' | 'promised'>; readonly process: ItemProcess },
  lang: 'zh' | 'en',
): string {
  const { steps, person } = item.process;
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const [boxW, boxH, gap, left, laneH] = [138, 60, 30, 104, 112];
  const count = steps.length + 1;
  const width = left + count * boxW + (count - 1) * gap + 40;
  const [machineY, personY] = [16, 16 + laneH + 10];
  const height = personY + laneH + 44;
  const x = (i: number): number => left + 14 + i * (boxW + gap);
  const cy = machineY + laneH / 2;
  const out: string[] = [];

  const lane = (y: number, label: string, fill: string): void => {
    out.push(
      `<rect x="8" y="${y}" width="${width - 16}" height="${laneH}" rx="8" fill="${fill}" stroke="${ink.line}"/>`,
    );
    out.push(text(26, y + laneH / 2 + 5, label, { size: 14, color: ink.second, weight: 600 }));
  };
  lane(machineY, t('系统办理', 'Machine'), ink.ground);
  lane(personY, t('工作人员', 'Official'), ink.paper);

  const box = (i: number, y: number, name: string, sub: string, kind: 'start' | 'step' | 'person'): void => {
    const [fill, stroke] =
      kind === 'start'
        ? [ink.primary, ink.primary]
        : kind === 'person'
          ? [ink.waitTint, ink.wait]
          : [ink.paper, ink.primary];
    out.push(
      `<rect x="${x(i)}" y="${y}" width="${boxW}" height="${boxH}" rx="${kind === 'start' ? 30 : 8}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`,
    );
    const color = kind === 'start' ? '#FFFFFF' : ink.title;
    out.push(text(x(i) + boxW / 2, y + (sub ? 26 : 35), name, { size: 15, color, weight: 600, middle: true }));
    if (sub)
      out.push(
        text(x(i) + boxW / 2, y + 45, sub, {
          size: 12,
          color: kind === 'start' ? '#FFFFFF' : ink.second,
          middle: true,
        }),
      );
  };
  const arrow = (d: string, dash = false, color: string = ink.primary): void => {
    out.push(
      `<path d="${d}" fill="none" stroke="${color}" stroke-width="1.5"${dash ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#${dash ? 'w' : 'a'})"/>`,
    );
  };

  box(0, cy - boxH / 2, t('提交申请', 'Apply'), t('网上，随时', 'online, any time'), 'start');
  steps.forEach((step, i) => {
    const days =
      step.days === 0
        ? t('即时', 'at once')
        : t(`不超过 ${step.days} 天`, `up to ${step.days} ${step.days === 1 ? 'day' : 'days'}`);
    const name = lang === 'zh' ? step.name : (stepNames[step.name] ?? step.name);
    box(i + 1, cy - boxH / 2, name, step.name === person.step ? t('满足即准予', 'granted when met') : days, 'step');
    arrow(`M${x(i) + boxW} ${cy}H${x(i + 1) - 2}`);
  });

  const at = steps.findIndex((s) => s.name === person.step) + 1;
  const py = personY + laneH / 2;
  const decides = steps[at - 1];
  const within =
    decides && decides.days > 0
      ? t(`不超过 ${decides.days} 天`, `up to ${decides.days} ${decides.days === 1 ? 'day' : 'days'}`)
      : t('当日', 'same day');
  box(at, py - boxH / 2, t('人工决定', 'By an official'), within, 'person');
  arrow(`M${x(at) + boxW / 2} ${cy + boxH / 2}V${py - boxH / 2 - 2}`, true, ink.wait);
  out.push(
    text(x(at) + boxW / 2 - 8, (cy + py) / 2 + 9, t('不满足或不能确定', 'not met or unknown'), {
      size: 12,
      color: ink.wait,
      end: true,
    }),
  );
  if (at < steps.length) {
    arrow(`M${x(at) + boxW} ${py}H${x(at + 1) + boxW / 2}V${cy + boxH / 2 + 2}`);
    out.push(text(x(at + 1) + boxW / 2 + 8, (cy + py) / 2 + 9, t('准予', 'granted'), { size: 12, color: ink.primary }));
  }
  out.push(
    text(
      26,
      height - 16,
      t(
        '系统只会准予或者转人工，不会自动拒绝；不予的由工作人员书面说明理由和救济途径。',
        'The machine grants or passes on; it never refuses. A refusal comes from an official, in writing, with reasons and remedies.',
      ),
      { size: 12, color: ink.second },
    ),
  );

  const title = t(`${item.item.name.zh}办理流程图`, `How “${item.item.name.en}” is handled`);
  const marker = (id: string, color: string): string =>
    `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="${color}"/></marker>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}" font-family="${escapeXml(family)}"><title>${escapeXml(title)}</title><defs>${marker('a', ink.primary)}${marker('w', ink.wait)}</defs>${out.join('')}</svg>`;
}

function text(
  x: number,
  y: number,
  content: string,
  o: {
    readonly size: number;
    readonly color: string;
    readonly weight?: number;
    readonly middle?: boolean;
    readonly end?: boolean;
  },
): string {
  const anchor = o.middle ? ' text-anchor="middle"' : o.end ? ' text-anchor="end"' : '';
  return `<text x="${x}" y="${y}" font-size="${o.size}" fill="${o.color}"${o.weight ? ` font-weight="${o.weight}"` : ''}${anchor}>${escapeXml(content)}</text>`;
}

function escapeXml(s: string): string {
  return s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
