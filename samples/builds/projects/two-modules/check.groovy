String log = new File(basedir, 'build.log').text
assert log.readLines().count { it.contains('Network.java:[11,28] [TN022] Network.forward stays eager: the source of Block is not' +
    " part of this compilation, in 'new Block()'") } == 1
assert log.contains('result 16.0, eager: no forward was generated for Network')
