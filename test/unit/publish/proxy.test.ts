import { expect, test } from 'vitest';
import { Fault } from '../../../generators/core/apply/fault.ts';
import { proxiesOf } from '../../../generators/core/publish/proxy.ts';

test.each([
  ['http://proxy:3128', 'http://proxy:3128'],
  ['https://proxy', 'https://proxy'],
  ['HTTP://me:a%40b@proxy:3128', 'HTTP://me:a%40b@proxy:3128'],
  ['proxy:3128', 'http://proxy:3128'],
  ['proxy', 'http://proxy'],
  ['10.0.0.1:3128', 'http://10.0.0.1:3128'],
  ['[::1]:3128', 'http://[::1]:3128'],
  ['me:secret@proxy:3128', 'http://me:secret@proxy:3128'],
  [' http://proxy:3128\n', 'http://proxy:3128'],
])('%j is a proxy', (value, address) => {
  expect(proxiesOf({ HTTPS_PROXY: value, http_proxy: '' })).toEqual({ HTTPS_PROXY: address });
});

test.each(['socks5://me:secret@proxy:1080', 'http://', 'proxy:99999', 'http://me:secret%@proxy', 'secret proxy'])(
  '%j is none, and is not shown',
  (value) => {
    const wrong = (): unknown => proxiesOf({ HTTP_PROXY: 'http://proxy', https_proxy: value, HTTPS_PROXY: value });
    expect(wrong).toThrow(Fault);
    expect(wrong).toThrow(/^HTTPS_PROXY: is no address[^]+\nhttps_proxy: is no address/);
    expect(wrong).not.toThrow(/secret|99999/);
  },
);
