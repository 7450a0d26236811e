// A running installation with the demonstration programme, and people who can sign in to it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Starts assayd on a data folder of its own; with `demo` it plays the demonstration. Nothing is left when it fails. */
export async function start(options) {
  const running = {};
  try {
    return await startAll(options, running);
  } catch (error) {
    running.process?.kill('SIGKILL');
    throw error;
  }
}
async function startAll({ console: folder, demo = true, simulated = demo, signIn = true }, running) {
  const data = mkdtempSync(join(tmpdir(), 'assay-console-'));
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
  const password = /with the password (\S+) and/.exec(readFileSync(join(data, 'out'), 'utf8'))[1];
  // Whoever signs in ends the first run.
  const { token } = !signIn ? {} : await (await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'admin', password }) })).json();
  const ask = async (path, { method = 'GET', body, headers = {} } = {}) => {
    const response = await fetch(url + path, { method, headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }), ...headers }, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  let organisation = '';
  if (demo) {
    const played = spawnSync(join(bin, 'assayctl'), ['play', 'deploy/demo.toml'], { env: { ...process.env, ASSAY_URL: url, ASSAY_TOKEN: token }, encoding: 'utf8' });
    organisation = /^organisation: (\S+)$/m.exec(played.stdout ?? '')?.[1];
    if (!organisation) throw new Error(`the demonstration could not be played: ${played.stdout}${played.stderr}`);
  }
  const people = {};
  return {
    url, organisation, password, ask,
    get: (path) => ask(`/api/v1/organisations/${organisation}/${path}`),
    /** Gives a player of the demonstration a password; the login is the player's name. */
    async passwordOf(player) {
      if (!people[player]) {
        const { items } = await ask(`/api/v1/organisations/${organisation}/members`);
        const member = items.find(({ login }) => login === player || login.startsWith(`${player}@`) || login.startsWith(`${player}-`) || login.startsWith(`${player}.`));
        if (!member) throw new Error(`${player} has no account: ${items.map(({ login }) => login).join(', ')}`);
        const secret = `a long password of ${player}`;
        await ask(`/api/v1/users/${member.user}`, { method: 'PUT', body: { login: member.login, password: secret, memberships: [{ organisation, roles: member.roles, ...(member.person && { person: member.person }) }] } });
        people[player] = { login: member.login, password: secret, user: member.user, person: member.person };
      }
      return people[player];
    },
    async stop() {
      if (!ended) {
        const gone = new Promise((resolve) => process_.on('exit', resolve));
        process_.kill('SIGTERM');
        await gone;
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}
