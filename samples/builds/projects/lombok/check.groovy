String log = new File(basedir, 'build.log').text
assert log.contains('eager: null, demo')
assert !log.contains('TN0')
