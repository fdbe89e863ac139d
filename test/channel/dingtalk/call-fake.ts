import type { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';

/** A call of the fake's HTTP side, its answer's JSON read. */
export async function callFake(dingtalk: FakeDingTalk, path: string, body: object, headers: Record<string, string> = {}, method = 'POST') {
  const response = await fetch(dingtalk.baseUrl + path, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const json: unknown = await response.json();
  return { status: response.status, body: json as Record<string, unknown> };
}
