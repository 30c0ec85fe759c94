String log = new File(basedir, 'build.log').text
assert log =~ /kernels simd \(\d+ bits\), eager: null, \[fc1.weight, fc1.bias, fc2.weight, fc2.bias\]/
assert log.contains('kernels scalar, eager: null, [fc1.weight, fc1.bias, fc2.weight, fc2.bias]')
String hint = 'io.tenon: Tenon runs on scalar kernels: the JVM runs without the vector module; start the JVM with' +
    ' --add-modules jdk.incubator.vector to run on SIMD kernels, which are several times as fast'
assert log.readLines().count(hint) == 1
assert !log.contains('[WARNING]')
