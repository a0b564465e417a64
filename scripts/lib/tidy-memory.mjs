// How a process is started through which cases pass, so that nothing of them stays in memory that it
// freed: V8 zeroes what it collects and lets the program ask for that; glibc writes over what it is
// given back, for which its small caches must be off. Elsewhere the variable means nothing.

export const tidyNodeArgs = ['--clear-free-memory', '--expose-gc']

export const tidyEnvironment = {
  GLIBC_TUNABLES: 'glibc.malloc.perturb=85:glibc.malloc.tcache_count=0',
}
