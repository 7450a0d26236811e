// Asks for what every screen needs while the application is still being loaded and read.
const early = new Map<string, Promise<Response>>();

/** The answer to a question asked before the application was there; each is given once. Nothing where it failed: ask again. */
export async function takeEarly(path: string): Promise<Response | undefined> {
  const answer = await early.get(path)?.catch(() => undefined);
  early.delete(path);
  return answer?.ok ? answer : undefined;
}

export function askEarly() {
  localStorage.getItem('assay-language'); // read from the disk while there is nothing else to do
  const [, organisation] = /^\/o\/([0-9a-f-]{36})(?:\/|$)/.exec(window.location.pathname) ?? [];
  const asked = ['/api/v1/me', ...(organisation ? ['/api/v1/clock', `/api/v1/organisations/${organisation}/members`, `/api/v1/organisations/${organisation}/organisations/${organisation}`] : [])];
  for (const path of asked) {
    const answer = fetch(path, { credentials: 'same-origin', headers: { 'Assay-Console': '1' } });
    answer.catch(() => {}); // whoever takes it asks again
    early.set(path, answer);
  }
}
