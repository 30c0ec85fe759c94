String log = new File(basedir, 'build.log').text
assert !log.contains('[TN')
assert new File(basedir, 'network/target/generated-sources/annotations/demo/Network_Forward.java').text.contains('blockFc')
assert log.contains('result 16.0, eager: null')
