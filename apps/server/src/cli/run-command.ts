/** A command of the program: its arguments after its name → exit code. */
export type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  db: async () => (await import('./db.ts')).db,
  item: async () => (await import('./item.ts')).item,
  doctor: async () => (await import('./doctor.ts')).doctor,
  verify: async () => (await import('./verify.ts')).verify,
  standard: async () => (await import('./standard.ts')).standard,
  archive: async () => (await import('./archive.ts')).archive,
  apply: async () => (await import('./apply.ts')).apply,
};

const title = 'miaopi – open platform for government services with intelligent approval';

/** How each command is called and what it answers. */
const usages: Readonly<Record<string, string>> = {
  serve: `  miaopi serve [--role all|web|worker]      run the server (default)
`,
  verify: `  miaopi verify FILE|- [--json] [--trust PEM]… [--inter PEM]… [--crl PEM]… [--at TIME]
                                            check a sealed licence: exit 0 valid, 1 invalid, 2 unreadable
`,
  item: `  miaopi item check DIR                     every fault of an item package, with file and line
  miaopi item test DIR                      run its golden cases
`,
  apply: `  miaopi apply --server URL --item SLUG --as PERSON [--answers FILE] --out DIR
                                            apply over the public interface: exit 0 granted, 3 with an official, 4 refused
`,
  standard: `  miaopi standard check [FILE --table NAME] [--front] [--json]
                                            cases, exchange schema or a CSV file by the data standard: exit 0 without a fault, 1 with
`,
  archive: `  miaopi archive verify FILE [--trust PEM] [--json]
                                            check an archive package on its own: exit 0 good, 1 not
`,
  doctor: `  miaopi doctor                             what is missing or misconfigured, with the remedy
`,
  db: `  miaopi db migrate                         bring the schema up to date
`,
};

const usage = `${title}\n\n${Object.values(usages).join('')}`;
const asksForHelp = (argument: string): boolean => argument === '--help' || argument === '-h';

/** Runs one command; with `--help` writes how it is called. Writes usage and answers 2 when there is none of that name, or an option it does not have. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name = 'serve', ...rest] = args;
  if (name === 'help' || asksForHelp(name)) {
    process.stdout.write(usage);
    return 0;
  }
  const load = commands[name];
  if (!load) {
    process.stderr.write(`unknown command "${name}"\n\n${usage}`);
    return 2;
  }
  if (rest.some(asksForHelp)) {
    process.stdout.write(usages[name] ?? usage);
    return 0;
  }
  try {
    return await (await load())(rest);
  } catch (error) {
    process.stderr.write(`miaopi ${name}: ${(error as Error).message}\n`);
    if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS'))
      process.stderr.write(`\n${usages[name] ?? usage}`);
    if (process.env.DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
    return 2;
  }
}
