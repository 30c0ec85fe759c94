String log = new File(basedir, 'build.log').text
assert log.contains('result 16.0, eager: null')
assert !log.contains('TN0')
