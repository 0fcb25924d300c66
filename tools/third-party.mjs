// Writes THIRD-PARTY.md: the packages the running product is made of, with version and licence, as they are installed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const rows = Object.entries(lock.packages)
  .filter(([path, p]) => path.startsWith('node_modules/') && !p.link && !p.dev && !p.devOptional)
  .map(([path, p]) => {
    const manifest = join(root, path, 'package.json');
    const licence =
      p.license ?? (existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).license : undefined);
    return {
      name: path.replace(/^.*node_modules\//, ''),
      version: p.version,
      licence: typeof licence === 'string' ? licence : 'see package',
    };
  })
  .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const unique = rows.filter((r, i) => i === 0 || r.name !== rows[i - 1].name || r.version !== rows[i - 1].version);
writeFileSync(
  join(root, 'THIRD-PARTY.md'),
  `# Third-party packages\n\nWhat \`npm ci\` installs for running and building the product (tools of development and tests left out). Made by \`node tools/third-party.mjs\` from package-lock.json.\n\n| package | version | licence |\n| --- | --- | --- |\n${unique.map((r) => `| ${r.name} | ${r.version} | ${r.licence} |`).join('\n')}\n`,
);
