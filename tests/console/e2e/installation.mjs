// A running installation with the demonstration programme, and people who can sign in to it.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const bin = process.env.ASSAY_BIN;
const patienceMs = 60_000;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** What `ASSAY_DEMO` names: a data folder with the demonstration played once, which installations are copied from. */
const accountsIn = (folder) => join(folder, 'accounts.json');
export async function playDemonstration(folder, options) {
  const installation = await start({ ...options, played: '', data: folder });
  try {
    const { items } = await installation.ask(`/api/v1/organisations/${installation.organisation}/members`);
    for (const { login } of items.filter(({ person }) => person)) await installation.passwordOf(login);
    writeFileSync(accountsIn(folder), JSON.stringify({ organisation: installation.organisation, password: installation.password, people: installation.people }));
  } finally {
    await installation.stop({ keep: true });
  }
}

/**
 * Starts assayd on a data folder of its own; with `demo` it holds the demonstration: copied where it was played before (`played`), played
 * now otherwise. Nothing is left when it fails.
 */
export async function start(options) {
  const running = {};
  try {
    return await startAll(options, running);
  } catch (error) {
    running.process?.kill('SIGKILL');
    throw error;
  }
}
async function startAll({ console: folder, demo = true, simulated = demo, signIn = true, played = process.env.ASSAY_DEMO ?? '', data = mkdtempSync(join(tmpdir(), 'assay-console-')) }, running) {
  const copied = demo && played !== '';
  if (copied) cpSync(played, data, { recursive: true });
  const known = copied ? JSON.parse(readFileSync(accountsIn(data), 'utf8')) : { organisation: '', password: '', people: {} };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(
    join(data, 'assay.toml'),
    `[node]\ndata = "${data}"\ncode = "HAM"\nsimulated_clock = ${simulated}\nsimulated_start = "2023-01-02T08:00:00Z"\nfree_bytes_reserve = 0\n[http]\nport = ${port}\nconsole = "${folder}"\n`,
  );
  const log = openSync(join(data, 'log'), 'a');
  const out = openSync(join(data, 'out'), 'a');
  const process_ = spawn(join(bin, 'assayd'), ['--config', join(data, 'assay.toml')], { stdio: ['ignore', out, log] });
  running.process = process_;
  let ended = false;
  process_.on('exit', () => (ended = true));
  const until = Date.now() + patienceMs;
  for (let ready = false; !ready; ) {
    if (ended || Date.now() > until) throw new Error(`assayd does not answer: ${readFileSync(join(data, 'log'), 'utf8').slice(-2000)}`);
    ready = await fetch(`${url}/readyz`).then((response) => response.ok, () => false);
    if (!ready) await pause(50);
  }
  const password = known.password || /with the password (\S+) and/.exec(readFileSync(join(data, 'out'), 'utf8'))[1];
  let token = '';
  const signInAs = async (login, secret) => {
    ({ token } = await (await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login, password: secret }) })).json());
  };
  if (signIn) await signInAs('admin', password); // whoever signs in ends the first run
  const ask = async (path, { method = 'GET', body, headers = {} } = {}) => {
    const response = await fetch(url + path, { method, headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }), ...headers }, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  let { organisation } = known;
  if (demo && !copied) {
    const playing = spawnSync(join(bin, 'assayctl'), ['play', 'deploy/demo.toml'], { env: { ...process.env, ASSAY_URL: url, ASSAY_TOKEN: token }, encoding: 'utf8' });
    organisation = /^organisation: (\S+)$/m.exec(playing.stdout ?? '')?.[1];
    if (!organisation) throw new Error(`the demonstration could not be played: ${playing.stdout}${playing.stderr}`);
  }
  const { people } = known;
  const nameOf = (login) => login.split(/[@.-]/)[0];
  return {
    url, organisation, password, ask, signIn: signInAs, people,
    get: (path) => ask(`/api/v1/organisations/${organisation}/${path}`),
    /** A player of the demonstration, who has a password afterwards. */
    async passwordOf(player) {
      const name = nameOf(player);
      if (!people[name]) {
        const { items } = await ask(`/api/v1/organisations/${organisation}/members`);
        const member = items.find(({ login }) => nameOf(login) === name);
        if (!member) throw new Error(`${player} has no account: ${items.map(({ login }) => login).join(', ')}`);
        const secret = `a long password of ${name}`;
        await ask(`/api/v1/users/${member.user}`, { method: 'PUT', body: { login: member.login, password: secret, memberships: [{ organisation, roles: member.roles, ...(member.person && { person: member.person }) }] } });
        people[name] = { login: member.login, password: secret, user: member.user, person: member.person };
      }
      return people[name];
    },
    async stop({ keep = false } = {}) {
      if (!ended) {
        const gone = new Promise((resolve) => process_.on('exit', resolve));
        process_.kill('SIGTERM');
        await gone;
      }
      if (!keep) rmSync(data, { recursive: true, force: true });
    },
  };
}
