String log = new File(basedir, 'build.log').text
assert log.contains("IllegalStateException: Network has the annotated field 'fc1', but demo.Network_Registration does not" +
    " exist: Tenon's annotation processor did not run.")

// What it says to add is, word for word, what the build beside this one has.
Closure<String> stripped = { String text -> text.readLines().collect { it.strip() }.join('\n') }
String wanted = (stripped(log) =~ /(?s)<annotationProcessorPaths>.*?<\/annotationProcessorPaths>/)[0]
assert stripped(new File(basedir, '../class-path/pom.xml').text).contains(wanted)
