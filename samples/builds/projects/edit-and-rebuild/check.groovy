assert new File(basedir, 'build.log').readLines().findAll { it.startsWith('result') } ==
    ['result 16.0, eager: null', 'result 64.0, eager: null']
