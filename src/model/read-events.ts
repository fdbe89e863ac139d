/** The `data:` payloads of a stream of server-sent events, each as soon as it is whole; comments and other fields are passed over. */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let waiting = '';
  let data: string[] = [];
  for await (const chunk of chunks) {
    waiting += decoder.decode(chunk, { stream: true });
    const lines = waiting.split(/\r\n|\n|\r(?!$)/);
    waiting = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '' && data.length > 0) {
        yield data.join('\n');
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(5).replace(/^ /, ''));
      }
    }
  }
  if (waiting.startsWith('data:')) data.push(waiting.slice(5).trim());
  if (data.length > 0) yield data.join('\n');
}
