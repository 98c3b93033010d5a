/** The YAML language server that editors run, over stdio, and an editor that asks it about one file. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import { repository } from './program.ts';

/** 0-based, as the protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Diagnostic {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
}

export interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string };
}

export interface Editor {
  /** What is wrong in the file, as soon as the server has read it. */
  readonly diagnostics: (text: string) => Promise<readonly Diagnostic[]>;
  /** What is shown over a place of the text, in Markdown. */
  readonly hover: (text: string, at: Position) => Promise<string>;
  readonly completions: (text: string, at: Position) => Promise<readonly Completion[]>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Opens a file, which need not exist: the server only sees what the editor holds. It ends with the file's tests. */
export const openEditor = async (file: string): Promise<Editor> => {
  const { request, notify, onNotification } = connect();
  const uri = pathToFileURL(file).href;
  let version = 0;
  let published: ((diagnostics: readonly Diagnostic[]) => void) | undefined;
  onNotification('textDocument/publishDiagnostics', (params) => {
    const { diagnostics, uri: about } = params as { diagnostics: readonly Diagnostic[]; uri: string };
    if (about === uri) published?.(diagnostics);
  });
  const documentation = ['markdown', 'plaintext'];
  await request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: {
        hover: { contentFormat: documentation },
        completion: { completionItem: { snippetSupport: true, documentationFormat: documentation } },
        publishDiagnostics: {},
      },
    },
  });
  notify('initialized', {});
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false }, yamlVersion: '1.1' };
  notify('workspace/didChangeConfiguration', { settings: { yaml, http: {} } });
  const show = async (text: string): Promise<readonly Diagnostic[]> => {
    version += 1;
    const answer = new Promise<readonly Diagnostic[]>((resolve) => {
      published = resolve;
    });
    if (version === 1) notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
    else notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
    return answer;
  };
  return {
    diagnostics: show,
    hover: async (text, position) => {
      await show(text);
      const answer = await request('textDocument/hover', { textDocument: { uri }, position });
      return (answer as { contents?: { value: string } } | null)?.contents?.value ?? '';
    },
    completions: async (text, position) => {
      await show(text);
      const answer = await request('textDocument/completion', { textDocument: { uri }, position });
      return (answer as { items: readonly Completion[] }).items;
    },
  };
};

const connect = () => {
  const server = spawn(
    process.execPath,
    [join(repository, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  afterAll(() => {
    server.kill();
  });
  const pending = new Map<number, { resolve: (result: unknown) => void; reject: (reason: Error) => void }>();
  const listeners = new Map<string, (params: unknown) => void>();
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = ({ id, method, params, result, error }: Message): void => {
    if (method !== undefined) {
      // It asks to be told about changes of files and settings: nothing to say.
      if (id !== undefined) send({ id, result: null });
      listeners.get(method)?.(params);
      return;
    }
    if (id === undefined) return;
    if (error === undefined) pending.get(id)?.resolve(result);
    else pending.get(id)?.reject(new Error(error.message));
    pending.delete(id);
  };
  let buffer: Buffer = Buffer.alloc(0);
  server.stdout.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n(?:.*\r\n)*?\r\n/.exec(buffer.toString('latin1'));
      if (head === null) return;
      const start = head[0].length;
      const end = start + Number(head[1]);
      if (buffer.length < end) return;
      const message = JSON.parse(buffer.subarray(start, end).toString('utf8')) as Message;
      buffer = buffer.subarray(end);
      receive(message);
    }
  });
  let last = 0;
  return {
    request: (method: string, params: object): Promise<unknown> =>
      new Promise((resolve, reject) => {
        last += 1;
        pending.set(last, { resolve, reject });
        send({ id: last, method, params });
      }),
    notify: (method: string, params: object): void => send({ method, params }),
    onNotification: (method: string, listen: (params: unknown) => void): void => {
      listeners.set(method, listen);
    },
  };
};
