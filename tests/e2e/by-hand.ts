import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of an item must be its own in a copy: its code and names, the type of its licence. */
const copies = {
  'senior-card': [
    ['item.yaml', '002011026000', '002011026099'],
    ['item.yaml', '老年人优待证', '高龄老人优待证'],
    ['licence.yaml', 'P001', 'P091'],
    ['licence.yaml', 'name: { zh: 老年人优待证', 'name: { zh: 高龄老人优待证'],
  ],
  'ride-hailing-driver': [
    ['item.yaml', '000118021000', '000118021099'],
    ['item.yaml', '网络预约出租汽车驾驶员证核发', '网约车驾驶员证核发（专管加盖）'],
    ['licence.yaml', 'J001', 'J091'],
    ['licence.yaml', 'name: { zh: 网络预约出租汽车驾驶员证', 'name: { zh: 网约车驾驶员证'],
  ],
} as const;

/** An item once more in a folder of packages (`ITEMS_DIR`), its licence sealed by the keeper's own hand. @returns its slug */
export function itemByHand(folder: string, slug: keyof typeof copies): string {
  const name = `${slug}-by-hand`;
  const copy = join(folder, name);
  mkdirSync(copy, { recursive: true });
  cpSync(new URL(`../../items/${slug}`, import.meta.url), copy, { recursive: true });
  const seal = ['licence.yaml', 'seal: { place: 发证机关 }', 'seal: { place: 发证机关, use: keeper }'] as const;
  for (const [file, from, to] of [...copies[slug], seal]) {
    const text = readFileSync(join(copy, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${slug}/${file} has no ${from}`);
    writeFileSync(join(copy, file), text.replaceAll(from, to));
  }
  return name;
}
