String log = new File(basedir, 'build.log').text
assert log.contains('kernels simd')
assert log.readLines().count { it.startsWith('kernels scalar, eager: null') } == 2
assert log.contains('''demo.Network_Registration can't be reached: module demo keeps package demo to itself.
  Fix: let module-info.java say
      exports demo to io.tenon.runtime;
    or, before the first network is made, call
      Registrations.of(Network.class, MethodHandles.lookup());
''')
