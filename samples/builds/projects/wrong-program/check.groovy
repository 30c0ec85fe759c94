// Maven prints each error where it happens and again at the end; no error follows from another.
List<String> errors = new File(basedir, 'build.log').readLines().findAll { it =~ /\.java:\[/ }
assert errors.size() == 2
errors.each {
  assert it.endsWith('Network.java:[21,20] [TN012] linear: input has 16 features, but the weight expects 17' +
      " (input [N, 16], weight [classes, 17]), in 'fc2.call(relu(fc1.call(x)))'")
}
assert new File(basedir, 'build.log').text.contains('    Fix: give the layer 16 input features\n')
assert new File(basedir, 'build.log').text.contains('[INFO] 1 error\n')
