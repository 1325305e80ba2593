import { readFileSync } from 'node:fs';

/** What a trainer's process sees: where programs are, and how many threads it may use. */
export function torchEnvironment(threads: number): Record<string, string> {
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    OPENBLAS_CORETYPE: blasCore(),
    OMP_NUM_THREADS: String(threads),
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

/** Debian's OpenBLAS can pick a kernel five times too slow: name the right one. */
function blasCore(): string {
  const flags = process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  if (flags.includes('avx512_bf16')) return 'Cooperlake';
  return flags.includes('avx512f') ? 'SkylakeX' : 'Haswell';
}
