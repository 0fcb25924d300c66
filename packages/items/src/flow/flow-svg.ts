import type { ItemPackage } from '../model.ts';
import type { Shape } from './flow-shapes.ts';
import { type FlowLang, flowWords } from './flow-words.ts';
import { layFlow } from './lay-flow.ts';
import { plannedFlow } from './planned-flow.ts';

const family = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif';

/** The flow picture of an item as a standalone SVG without scripts, styles or outside fonts, with title and description; `lang` chooses the wording. */
export function flowSvg(pkg: Pick<ItemPackage, 'item' | 'process'>, lang: FlowLang): string {
  const words = flowWords[lang];
  const flow = plannedFlow(pkg);
  const { width, height, ways, nodes } = layFlow(flow, { lang, width: 720, when: (at) => at });
  const title = words.title(pkg.item.name[lang]);
  const text = words.text(flow.nodes.map((n) => n.name[lang]).join(words.between));
  const drawn = [...ways, ...nodes.flatMap((n) => n.shapes)].map(written).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}" font-family="${escapeXml(family)}"><title>${escapeXml(title)}</title><desc>${escapeXml(text)}</desc>${drawn}</svg>`;
}

function written({ tag, attrs, text }: Shape): string {
  const list = Object.entries(attrs)
    .map(([name, value]) => ` ${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}="${escapeXml(String(value))}"`)
    .join('');
  return text === undefined ? `<${tag}${list}/>` : `<${tag}${list}>${escapeXml(text)}</${tag}>`;
}

function escapeXml(s: string): string {
  return s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
